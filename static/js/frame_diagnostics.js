/*
 * Tests the surroundings of the frame: whether a cookie comes back, and whether the page around
 * passes camera and microphone on. Each thing that is missing shows its notice with one button;
 * with ?check the organizer gets the whole list. Without this script, the forms stand as they are
 * and the footer leads to a new tab.
 */
(() => {
  const root = document.documentElement;
  const { probeUrl = "", checklistUrl = "" } = root.dataset;
  if (!probeUrl || window.parent === window) return;
  /** @type {Record<string, string>} "good", "bad" or "unknown" by the name of the check. */
  const results = { cookies: root.dataset.signedIn ? "good" : "unknown", script: "bad" };

  const probeSendsCookie = async () =>
    (await (await fetch(probeUrl, { cache: "no-store" })).json()).cookies;
  // One request without its cookie may be a defect of the browser; two in a row are not.
  const doCookiesWork = async () => (await probeSendsCookie()) || probeSendsCookie();

  /**
   * Whether the page around passes `feature` on; null where the browser does not tell.
   * @param {string} feature
   */
  const isPassedOn = async (feature) => {
    const policy = document.permissionsPolicy ?? document.featurePolicy;
    if (policy?.allowsFeature) return policy.allowsFeature(feature);
    const name = /** @type {PermissionName} */ (feature);
    const status = await navigator.permissions?.query({ name }).catch(() => null);
    return status ? status.state !== "denied" : null;
  };
  /** @param {boolean | null} isGood */
  const resultOf = (isGood) => (isGood === null ? "unknown" : isGood ? "good" : "bad");

  /** @param {"cookies" | "devices"} name */
  const showNotice = (name) => {
    /** @type {HTMLElement | null} */
    const notice = document.querySelector(`[data-trouble="${name}"]`);
    if (!notice) return;
    notice.hidden = false;
    /** @type {NodeListOf<HTMLElement>} */
    const useless = document.querySelectorAll("[data-needs-cookie]");
    if (name === "cookies") for (const part of useless) part.hidden = true;
  };

  const renderChecklists = () => {
    /** @type {NodeListOf<HTMLElement>} */
    const items = document.querySelectorAll("[data-checklist] [data-check]");
    for (const item of items) {
      const result = results[item.dataset.check ?? ""] ?? "unknown";
      item.dataset.result = result;
      /** @type {NodeListOf<HTMLElement>} */
      const texts = item.querySelectorAll("[data-when]");
      for (const text of texts) text.hidden = text.dataset.when !== result;
    }
  };
  /** @param {Record<string, string>} found */
  const record = (found) => {
    Object.assign(results, found);
    renderChecklists();
  };

  const showChecklist = async () => {
    if (document.querySelector("[data-checklist]")) return;
    const response = await fetch(checklistUrl);
    if (!response.ok) return;
    const container = document.createElement("div");
    container.innerHTML = await response.text(); // rendered by the portal itself
    document.querySelector("#main .page")?.prepend(container);
    renderChecklists();
  };

  const probeCookies = async () => {
    if (root.dataset.signedIn) return;
    const work = await doCookiesWork().catch(() => true); // no network says nothing about cookies
    record({ cookies: resultOf(work) });
    if (!work) showNotice("cookies");
    document.dispatchEvent(new CustomEvent("portal:cookies", { detail: { work } }));
  };
  const probeDevices = async () => {
    const [camera, microphone, screen] = await Promise.all(
      ["camera", "microphone", "display-capture"].map(isPassedOn),
    );
    record({
      camera: resultOf(camera),
      microphone: resultOf(microphone),
      screen: resultOf(screen),
    });
    const isRoom = root.dataset.frameMode === "fixed";
    if (isRoom && (camera === false || microphone === false)) showNotice("devices");
  };
  const probeWidth = () => record({ width: resultOf(innerWidth >= 320) });

  /**
   * Records what the page around says; if it does not use embed.js, it says nothing.
   * @param {CustomEvent<InitMessage>} event
   */
  const recordInit = ({ detail: { facts = {}, check } }) => {
    record({
      script: "good",
      isolation: resultOf(!facts.isolated),
      sandbox: resultOf(!facts.sandboxed && window.origin !== "null"),
    });
    if (check) showChecklist();
  };

  record({ sandbox: resultOf(window.origin !== "null") });
  document.addEventListener("portal:init", recordInit);
  if (new URLSearchParams(location.search).has("check")) showChecklist();
  addEventListener("resize", probeWidth);
  probeWidth();
  probeCookies();
  probeDevices();
})();
