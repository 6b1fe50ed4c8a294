/*
 * Puts the workshop portal into this page: an iframe in every [data-portal], as high as its
 * content. It needs nothing, sets no cookie and tells the page what happens by events:
 * portal:ready, portal:signed-in, portal:joined, portal:refused, portal:left.
 * Options, all data-…: title, mode (auto, fixed), theme (light, dark), min-height, offset, code-url.
 * See docs/embedding.md.
 */
(() => {
  const script = document.currentScript;
  if (!script) return;
  const origin = new URL(script.src).origin;
  const ALLOW = "camera; microphone; display-capture; autoplay; fullscreen; clipboard-write";
  const EVENTS = ["ready", "signed-in", "joined", "refused", "left"];
  const LEAST = 120;
  const MOST = 20000;
  const CODE = /^[\w-]{20,100}$/;

  const frameFor = (place, address) => {
    const frame = document.createElement("iframe");
    frame.title = place.dataset.title || "Workshops";
    frame.allow = ALLOW;
    frame.referrerPolicy = "strict-origin";
    frame.style.cssText = "display:block;width:100%;border:0;height:600px";
    frame.src = address;
    return frame;
  };

  // What only this page can know of itself.
  const facts = () => ({
    isolated: Boolean(window.crossOriginIsolated),
    sandboxed: window.origin === "null",
    secure: window.isSecureContext,
  });

  // Light text stands on a dark page, whatever the system prefers.
  const themeOf = (place) => {
    const [, r, g, b] = /^rgba?\((\d+), (\d+), (\d+)/.exec(getComputedStyle(place).color) ?? [];
    const found = r && (0.3 * r + 0.6 * g + 0.1 * b > 127 ? "dark" : "light");
    return place.dataset.theme || found || "";
  };

  const start = (place) => {
    const address = new URL(place.dataset.portal, origin);
    if (place.dataset.started || address.origin !== origin) return;
    place.dataset.started = "yes";
    const { minHeight, offset, codeUrl, mode } = place.dataset;
    const frame = frameFor(place, address.href);
    let fixed = false;
    let pages = 0;
    let signedIn = false;

    const tell = (type, more) =>
      frame.contentWindow.postMessage({ portal: 1, type, ...more }, origin);

    const setFixed = (isFixed) => {
      fixed = isFixed;
      if (fixed) frame.style.height = "min(85vh, 900px)";
      if (fixed && window.CSS?.supports("height", "1dvh")) frame.style.height = "min(85dvh, 900px)";
    };

    const setHeight = (px) => {
      if (fixed || !Number.isFinite(px)) return;
      const least = Math.max(LEAST, Number(minHeight) || 0);
      frame.style.height = `${Math.ceil(Math.min(MOST, Math.max(least, px)))}px`;
    };

    const toTop = () => {
      const { top } = frame.getBoundingClientRect();
      const free = Number(offset) || 0;
      if (top < free || top > innerHeight) scrollBy({ top: top - free });
    };

    const announce = (name) => {
      if (!EVENTS.includes(name)) return;
      if (name === "signed-in" && signedIn) return;
      if (name === "signed-in") signedIn = true;
      place.dispatchEvent(new CustomEvent(`portal:${name}`, { bubbles: true }));
    };

    const fetchCode = async (challenge) => {
      if (!codeUrl || !CODE.test(challenge)) return "";
      const answer = await fetch(codeUrl, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ challenge }),
      });
      const { code } = answer.ok ? await answer.json() : {};
      return CODE.test(code) ? code : "";
    };

    const heard = {
      hello: ({ signedIn: isIn }) => {
        if (!isIn) signedIn = false;
        const check = new URLSearchParams(location.search).has("check");
        const theme = themeOf(place);
        const again = pages++ > 0;
        tell("init", { mode, theme, check, again, hasCode: Boolean(codeUrl), facts: facts() });
      },
      mode: ({ mode: wanted }) => setFixed(mode === "fixed" || wanted === "fixed"),
      height: ({ px }) => setHeight(px),
      top: toTop,
      event: ({ name }) => announce(name),
      "need-code": async ({ challenge }) =>
        tell("code", { challenge, code: await fetchCode(challenge).catch(() => "") }),
    };

    addEventListener("message", ({ data, origin: from, source }) => {
      if (source !== frame.contentWindow || from !== origin || data?.portal !== 1) return;
      if (Object.hasOwn(heard, data.type)) heard[data.type](data);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
      tell("theme", { theme: themeOf(place) }),
    );
    setFixed(mode === "fixed");
    place.replaceChildren(frame);
  };

  const startAll = () => document.querySelectorAll("[data-portal]").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
