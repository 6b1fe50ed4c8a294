/*
 * Takes a sign-in out of the frame, into a new tab. Without this script, the links to a new tab
 * lead to a page that asks to sign in.
 */
(() => {
  const root = document.documentElement;
  const { codeOutUrl, continueUrl = "", codesModule = "" } = root.dataset;
  if (!codeOutUrl || window.parent === window) return;
  const SITE_TIMEOUT_MS = 4000; // a browser lets a click open a tab for five seconds
  /** @type {Promise<typeof import("./frame_codes.js")>} */
  const codes = import(codesModule);
  let siteHasCode = false;
  let cookiesWork = true;

  /** @param {Uint8Array} bytes */
  const base64url = (bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=/g, "");
  const newVerifier = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
  /** @param {string} verifier */
  const challengeFor = async (verifier) =>
    base64url(
      new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))),
    );

  /** @param {string} challenge */
  const requestCode = async (challenge) => {
    const { post, codeFromSite } = await codes;
    if (!root.dataset.signedIn) return codeFromSite(challenge, SITE_TIMEOUT_MS);
    return (await post(codeOutUrl, { challenge })).code;
  };

  /** @param {Record<string, string>} fields */
  const postIntoNewTab = (fields) => {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: continueUrl, target: "_blank", rel: "noopener" });
    for (const [name, value] of Object.entries(fields)) {
      const input = document.createElement("input");
      form.append(Object.assign(input, { type: "hidden", name, value }));
    }
    document.body.append(form);
    form.submit();
    form.remove();
  };

  /** @param {string} path */
  const openSignedIn = async (path) => {
    const verifier = newVerifier();
    const code = await requestCode(await challengeFor(verifier));
    if (!code) throw new Error("no code");
    postIntoNewTab({ code, verifier, next: path });
  };

  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = event.target instanceof Element ? event.target.closest("a[data-continue]") : null;
    const canSignIn = root.dataset.signedIn || (siteHasCode && !cookiesWork);
    if (!link || !canSignIn || link.dataset.plain) return;
    event.preventDefault();
    openSignedIn(link.getAttribute("href") ?? "").catch(() => {
      link.dataset.plain = "yes"; // the new tab asks to sign in
      link.click();
    });
  });
  document.addEventListener("portal:init", ({ detail }) => {
    siteHasCode = Boolean(detail.hasCode);
  });
  document.addEventListener("portal:cookies", ({ detail }) => {
    cookiesWork = detail.work;
  });
})();
