/*
 * Puts the workshop portal into this page: an iframe in every [data-portal], as high as its
 * content. It needs nothing, sets no cookie, and reports what happens by events on the element:
 * portal:ready, portal:signed-in, portal:joined, portal:refused, portal:left.
 * Options, all data-…: title, mode (auto, fixed), theme (light, dark), min-height, offset, code-url.
 * Without this script, the page shows the link inside the element. See docs/embedding.md.
 */
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const origin = new URL(script.src).origin;
  const ALLOW = "camera; microphone; display-capture; autoplay; fullscreen; clipboard-write";
  const EVENTS = ["ready", "signed-in", "joined", "refused", "left"];
  const MIN_HEIGHT = 120;
  const MAX_HEIGHT = 20000;
  const SILENT_MS = 5000;
  const CODE = /^[\w-]{20,100}$/;

  /**
   * @param {HTMLElement} container
   * @param {string} address
   */
  const createFrame = (container, address) => {
    const frame = document.createElement("iframe");
    frame.title = container.dataset.title || "Workshops";
    frame.allow = ALLOW;
    frame.referrerPolicy = "strict-origin";
    frame.style.cssText = "display:block;width:100%;border:0;height:600px";
    frame.src = address;
    return frame;
  };

  // What only this page can know about itself.
  const pageFacts = () => ({
    isolated: Boolean(window.crossOriginIsolated),
    sandboxed: window.origin === "null",
  });

  /**
   * "light", "dark" or "": light text stands on a dark page, whatever the system prefers.
   * @param {HTMLElement} container
   */
  const themeOf = (container) => {
    const { color } = getComputedStyle(container);
    const [, r, g, b] = (/^rgba?\((\d+), (\d+), (\d+)/.exec(color) ?? []).map(Number);
    if (container.dataset.theme || r === undefined) return container.dataset.theme ?? "";
    return 0.3 * r + 0.6 * g + 0.1 * b > 127 ? "dark" : "light";
  };

  /**
   * A one-time code from this site's own server; "" if it has none.
   * @param {string | undefined} codeUrl
   * @param {string} challenge
   * @returns {Promise<string>}
   */
  const fetchCode = async (codeUrl, challenge) => {
    if (!codeUrl || !CODE.test(challenge)) return "";
    const response = await fetch(codeUrl, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ challenge }),
    });
    const { code } = response.ok ? await response.json() : {};
    return CODE.test(code) ? code : "";
  };

  /**
   * {setFixed, setHeight, scrollToTop} of the frame; a fixed height depends on the window alone.
   * @param {HTMLIFrameElement} frame
   * @param {DOMStringMap} options
   */
  const layoutOf = (frame, { mode, minHeight, offset }) => {
    let isFixed = false;
    const layout = {
      /** @param {boolean} fixed */
      setFixed(fixed) {
        isFixed = fixed;
        if (!fixed) return;
        frame.style.height = "min(85vh, 900px)";
        if (window.CSS?.supports("height", "1dvh")) frame.style.height = "min(85dvh, 900px)";
      },
      /** @param {number} px */
      setHeight(px) {
        if (isFixed || !Number.isFinite(px)) return;
        const least = Math.max(MIN_HEIGHT, Number(minHeight) || 0);
        frame.style.height = `${Math.ceil(Math.min(MAX_HEIGHT, Math.max(least, px)))}px`;
      },
      scrollToTop() {
        const { top } = frame.getBoundingClientRect();
        const free = Number(offset) || 0;
        if (top < free || top > innerHeight) scrollBy({ top: top - free });
      },
    };
    layout.setFixed(mode === "fixed");
    return layout;
  };

  /**
   * {reset, dispatch}: reports to the page by events, "signed-in" once for each sign-in.
   * @param {HTMLElement} container
   */
  const eventsOf = (container) => {
    let wasSignedIn = false;
    return {
      reset() {
        wasSignedIn = false;
      },
      /** @param {string} name */
      dispatch(name) {
        if (!EVENTS.includes(name) || (name === "signed-in" && wasSignedIn)) return;
        if (name === "signed-in") wasSignedIn = true;
        container.dispatchEvent(new CustomEvent(`portal:${name}`, { bubbles: true }));
      },
    };
  };

  /**
   * What each type of message from the frame does.
   * @param {HTMLIFrameElement} frame
   * @param {HTMLElement} container
   * @param {(type: string, fields: Record<string, unknown>) => void} send
   * @returns {Record<string, (message: any) => void>}
   */
  const handlersFor = (frame, container, send) => {
    const { codeUrl, mode } = container.dataset;
    const layout = layoutOf(frame, container.dataset);
    const events = eventsOf(container);
    let pages = 0;
    return {
      hello({ signedIn }) {
        if (!signedIn) events.reset();
        const check = new URLSearchParams(location.search).has("check");
        const again = pages++ > 0;
        const options = { mode, theme: themeOf(container), hasCode: Boolean(codeUrl) };
        send("init", { ...options, check, again, facts: pageFacts() });
      },
      mode: ({ mode: wanted }) => layout.setFixed(mode === "fixed" || wanted === "fixed"),
      height: ({ px }) => layout.setHeight(px),
      top: () => layout.scrollToTop(),
      event: ({ name }) => events.dispatch(name),
      "need-code": async ({ challenge }) =>
        send("code", { challenge, code: await fetchCode(codeUrl, challenge).catch(() => "") }),
    };
  };

  /** @param {HTMLElement} container */
  const start = (container) => {
    const address = new URL(container.dataset.portal ?? "", origin);
    // A "blob:" has the origin of the portal too; its page is somebody else's.
    const isPage = address.protocol.startsWith("http") && address.origin === origin;
    if (container.dataset.started || !isPage) return;
    container.dataset.started = "yes";
    const frame = createFrame(container, address.href);
    /**
     * @param {string} type
     * @param {Record<string, unknown>} fields
     */
    const send = (type, fields) =>
      frame.contentWindow?.postMessage({ portal: 1, type, ...fields }, origin);
    const handlers = handlersFor(frame, container, send);
    addEventListener("message", ({ data, origin: sender, source }) => {
      if (source !== frame.contentWindow || sender !== origin || data?.portal !== 1) return;
      if (Object.hasOwn(handlers, data.type)) handlers[data.type]?.(data);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
      send("theme", { theme: themeOf(container) }),
    );
    const link = [...container.childNodes];
    container.replaceChildren(frame);
    // A frame that says nothing is refused, broken or slow: the link inside the element leads on.
    const offerLink = () => container.prepend(...link);
    const timer = setTimeout(offerLink, SILENT_MS);
    container.addEventListener("portal:ready", () => {
      clearTimeout(timer);
      for (const node of link) node.remove();
    });
  };

  const startAll = () => {
    /** @type {NodeListOf<HTMLElement>} */
    const containers = document.querySelectorAll("[data-portal]");
    for (const container of containers) start(container);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
