/*
 * Speaks with the page around the frame, if it is one of the event's own: how high the content is,
 * when a new page has come, and by name what happened. Other scripts of the frame listen to
 * "portal:init", "portal:code" and "portal:theme", and send by "portal:tell". It runs after them: the
 * page may answer its greeting at once. Without it the frame keeps its height.
 */
(() => {
  const root = document.documentElement;
  if (window.parent === window) return;
  const hosts = [...root.dataset.hosts.split(" ").filter(Boolean), location.origin];
  const mode = root.dataset.frameMode;
  let host = "";
  let toldHeight = 0;

  const tell = (type, more) =>
    host && window.parent.postMessage({ portal: 1, type, ...more }, host);
  const tellEvent = (name) => tell("event", { name });

  // Layout is asked for, not waited for: observers of size sleep in a frame below the fold.
  const measure = () => {
    const px = Math.ceil(document.body.getBoundingClientRect().height);
    if (!host || px === toldHeight) return;
    toldHeight = px;
    tell("height", { px });
  };

  const doors = new WeakSet();
  const tellDoors = () => {
    for (const door of document.querySelectorAll(".outcome[data-kind]")) {
      if (!host || doors.has(door)) continue;
      doors.add(door);
      if (door.dataset.kind === "let_in") tellEvent("joined");
      if (door.dataset.kind === "refused") tellEvent("refused");
    }
  };

  let roomWas = "";
  const tellRoom = () => {
    const state = document.getElementById("room")?.dataset.state ?? "";
    if (state === roomWas) return;
    if (state === "live" && roomWas === "joining") tellEvent("joined");
    if (state === "ended" && ["live", "reconnecting"].includes(roomWas)) tellEvent("left");
    roomWas = state;
  };

  const changed = () => (measure(), tellDoors(), tellRoom());

  const arriveAnew = () => {
    tell("top");
    const heading = document.querySelector("h1");
    if (!heading || document.querySelector("[autofocus]")) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };

  const begin = (init) => {
    root.dataset.host = host;
    tell("mode", { mode });
    changed();
    if (init.again) arriveAnew();
    tellEvent("ready");
    if (root.dataset.signedIn) tellEvent("signed-in");
    document.dispatchEvent(new CustomEvent("portal:init", { detail: init }));
  };

  addEventListener("message", ({ data, origin, source }) => {
    if (source !== window.parent || data?.portal !== 1 || !hosts.includes(origin)) return;
    if (!host && data.type === "init") {
      host = origin; // the first one stays
      begin(data);
    } else if (origin === host && ["code", "theme"].includes(data.type)) {
      document.dispatchEvent(new CustomEvent(`portal:${data.type}`, { detail: data }));
    }
  });
  document.addEventListener("portal:tell", ({ detail }) => tell(detail.type, detail));

  // Another site would not let itself be framed here.
  document.addEventListener(
    "click",
    ({ target }) => {
      const link = target.closest?.("a[href]");
      if (link && link.origin !== location.origin && !link.target) {
        link.target = "_blank";
        link.rel = "noopener";
      }
    },
    true,
  );

  const around = location.ancestorOrigins?.[0];
  const signedIn = Boolean(root.dataset.signedIn);
  for (const to of hosts) {
    const isThere = !around || around === "null" || around === to;
    if (isThere) window.parent.postMessage({ portal: 1, type: "hello", signedIn }, to);
  }
  new MutationObserver(changed).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  new ResizeObserver(measure).observe(document.body);
  for (const event of ["load", "toggle", "transitionend"])
    document.addEventListener(event, measure, true);
  addEventListener("load", measure);
  addEventListener("resize", measure);
  document.fonts?.ready.then(measure);
})();
