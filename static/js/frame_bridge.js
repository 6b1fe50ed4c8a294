/*
 * Exchanges messages with the page around the frame, if that is one of the event's own sites: how
 * high the content is, when a new page has come, and by name what happened. Other scripts of the
 * frame listen to "portal:init", "portal:code" and "portal:theme", and send by dispatching
 * "portal:send". This script runs after them, since the page may answer its greeting at once.
 * Without it, the frame keeps its height.
 */
(() => {
  const root = document.documentElement;
  if (window.parent === window) return;
  const hosts = [...(root.dataset.hosts ?? "").split(" ").filter(Boolean), location.origin];
  let host = ""; // the origin of the page around, once it has answered
  let sentHeight = 0;

  /**
   * Sends nothing before the page around has answered the greeting.
   * @param {string} type
   * @param {Record<string, unknown>} [fields]
   */
  const send = (type, fields) => {
    if (host) window.parent.postMessage({ portal: 1, type, ...fields }, host);
  };
  /** @param {string} name */
  const sendEvent = (name) => send("event", { name });

  // Layout is read, not observed: observers of size sleep in a frame below the fold.
  const sendHeight = () => {
    const px = Math.ceil(document.body.getBoundingClientRect().height);
    if (!host || px === sentHeight) return;
    sentHeight = px;
    send("height", { px });
  };

  const sentOutcomes = new WeakSet();
  const sendOutcomes = () => {
    /** @type {NodeListOf<HTMLElement>} */
    const outcomes = document.querySelectorAll(".outcome[data-kind]");
    for (const outcome of outcomes) {
      if (!host || sentOutcomes.has(outcome)) continue;
      sentOutcomes.add(outcome);
      if (outcome.dataset.kind === "let_in") sendEvent("joined");
      if (outcome.dataset.kind === "refused") sendEvent("refused");
    }
  };

  let previousRoomState = "";
  const sendRoomState = () => {
    const state = document.getElementById("room")?.dataset.state ?? "";
    const wasInside = ["live", "reconnecting"].includes(previousRoomState);
    if (state === previousRoomState) return;
    if (state === "live" && previousRoomState === "joining") sendEvent("joined");
    if (state === "ended" && wasInside) sendEvent("left");
    previousRoomState = state;
  };

  const sendChanges = () => {
    sendHeight();
    sendOutcomes();
    sendRoomState();
  };

  const focusNewPage = () => {
    send("top");
    const heading = document.querySelector("h1");
    if (!heading || document.querySelector("[autofocus]")) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };

  /** @param {InitMessage} init */
  const connect = (init) => {
    root.dataset.host = host;
    send("mode", { mode: root.dataset.frameMode });
    sendChanges();
    if (init.again) focusNewPage();
    sendEvent("ready");
    if (root.dataset.signedIn) sendEvent("signed-in");
    document.dispatchEvent(new CustomEvent("portal:init", { detail: init }));
  };

  addEventListener("message", ({ data, origin, source }) => {
    if (source !== window.parent || data?.portal !== 1 || !hosts.includes(origin)) return;
    if (!host && data.type === "init") {
      host = origin; // the first origin that answers stays the only one
      connect(data);
    } else if (origin === host && ["code", "theme"].includes(data.type)) {
      document.dispatchEvent(new CustomEvent(`portal:${data.type}`, { detail: data }));
    }
  });
  document.addEventListener("portal:send", ({ detail }) => send(detail.type, detail));

  /** @param {MouseEvent} event */
  const openOtherSitesInTab = ({ target }) => {
    /** @type {HTMLAnchorElement | null} */
    const link = target instanceof Element ? target.closest("a[href]") : null;
    if (!link || link.origin === location.origin || link.target) return;
    link.target = "_blank"; // another site would not let itself be framed here
    link.rel = "noopener";
  };
  document.addEventListener("click", openOtherSitesInTab, true);

  const parentOrigin = location.ancestorOrigins?.[0]; // Firefox does not tell it
  const signedIn = Boolean(root.dataset.signedIn);
  for (const origin of hosts) {
    const isPossible = !parentOrigin || parentOrigin === "null" || parentOrigin === origin;
    if (isPossible) window.parent.postMessage({ portal: 1, type: "hello", signedIn }, origin);
  }
  new MutationObserver(sendChanges).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  new ResizeObserver(sendHeight).observe(document.body);
  for (const event of ["load", "toggle", "transitionend"])
    document.addEventListener(event, sendHeight, true);
  addEventListener("load", sendHeight);
  addEventListener("resize", sendHeight);
  document.fonts?.ready.then(sendHeight);
})();
