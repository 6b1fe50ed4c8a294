/*
 * Tests the surroundings of the frame: does a cookie come back, does the page around pass camera
 * and microphone on. What is missing shows its notice with one button; with ?check the organiser
 * gets the whole list. Without it the forms stand as they are and the footer leads to a new tab.
 */
(() => {
  const root = document.documentElement;
  if (!root.dataset.probeUrl || window.parent === window) return;
  const results = { cookies: root.dataset.signedIn ? "good" : "unknown", script: "bad" };

  const ask = async () =>
    (await (await fetch(root.dataset.probeUrl, { cache: "no-store" })).json()).cookies;
  // One request without its cookie may be a defect of the browser: twice is none.
  const cookiesWork = async () => (await ask()) || ask();

  // true, false, or null where the browser does not tell.
  const passes = async (feature) => {
    const policy = document.permissionsPolicy ?? document.featurePolicy;
    if (policy?.allowsFeature) return policy.allowsFeature(feature);
    const asked = await navigator.permissions?.query({ name: feature }).catch(() => null);
    return asked ? asked.state !== "denied" : null;
  };
  const verdict = (isGood) => (isGood === null ? "unknown" : isGood ? "good" : "bad");

  const showTrouble = (name) => {
    const notice = document.querySelector(`[data-trouble="${name}"]`);
    if (!notice) return;
    notice.hidden = false;
    if (name === "cookies")
      for (const part of document.querySelectorAll("[data-needs-cookie]")) part.hidden = true;
  };

  const draw = (list) => {
    for (const item of list.querySelectorAll("[data-check]")) {
      const result = results[item.dataset.check] ?? "unknown";
      item.dataset.result = result;
      for (const text of item.querySelectorAll("[data-when]"))
        text.hidden = text.dataset.when !== result;
    }
  };
  const drawAll = () => document.querySelectorAll("[data-checklist]").forEach(draw);
  const note = (found) => (Object.assign(results, found), drawAll());

  const showList = async () => {
    if (document.querySelector("[data-checklist]")) return;
    const answer = await fetch(root.dataset.checklistUrl);
    if (!answer.ok) return;
    const place = document.createElement("div");
    place.innerHTML = await answer.text(); // the portal's own words
    document.querySelector("#main .page").prepend(place);
    drawAll();
  };

  const probeCookies = async () => {
    if (root.dataset.signedIn) return;
    const work = await cookiesWork().catch(() => true); // no network says nothing of cookies
    note({ cookies: verdict(work) });
    if (!work) showTrouble("cookies");
    document.dispatchEvent(new CustomEvent("portal:cookies", { detail: { work } }));
  };
  const probeDevices = async () => {
    const [camera, microphone, screen] = await Promise.all(
      ["camera", "microphone", "display-capture"].map((name) => passes(name)),
    );
    note({ camera: verdict(camera), microphone: verdict(microphone), screen: verdict(screen) });
    const isRoom = root.dataset.frameMode === "fixed";
    if (isRoom && (camera === false || microphone === false)) showTrouble("devices");
  };
  const probeSize = () => note({ width: verdict(innerWidth >= 320) });

  // An embedder that is not embed.js tells nothing of itself.
  const learn = ({ facts = {}, check }) => {
    note({
      script: "good",
      isolation: verdict(!facts.isolated),
      secure: verdict(facts.secure !== false),
      sandbox: verdict(!facts.sandboxed && window.origin !== "null"),
    });
    if (check) showList();
  };

  note({
    sandbox: verdict(window.origin !== "null"),
    colours: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  });
  document.addEventListener("portal:init", ({ detail }) => learn(detail));
  if (new URLSearchParams(location.search).has("check")) showList();
  addEventListener("resize", probeSize);
  probeSize();
  probeCookies();
  probeDevices();
})();
