/*
 * Carries a sign-in out of the frame, into a new tab. Without it the links to a new tab lead to a
 * page that asks to sign in.
 */
(() => {
  const root = document.documentElement;
  const { codeOutUrl, continueUrl } = root.dataset;
  if (!codeOutUrl || window.parent === window) return;
  const PATIENCE_MS = 4000; // a browser lets a press open a tab for five seconds
  let siteHasCode = false;
  let cookiesWork = true;

  const base64 = (bytes) =>
    btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=/g, "");
  const newVerifier = () => base64(crypto.getRandomValues(new Uint8Array(32)));
  const challengeOf = async (verifier) =>
    base64(
      new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))),
    );

  const codeFromHere = async (challenge) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
    const body = new URLSearchParams({ challenge });
    const answer = await fetch(codeOutUrl, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body,
    });
    return answer.ok ? (await answer.json()).code : "";
  };

  // A code from the event's own site, for `challenge`; "" when it has none.
  const codeFromSite = (challenge) =>
    new Promise((resolve) => {
      const heard = ({ detail }) => {
        if (detail.challenge !== challenge) return;
        document.removeEventListener("portal:code", heard);
        resolve(String(detail.code ?? ""));
      };
      document.addEventListener("portal:code", heard);
      setTimeout(resolve, PATIENCE_MS, "");
      document.dispatchEvent(
        new CustomEvent("portal:tell", { detail: { type: "need-code", challenge } }),
      );
    });

  const submit = (fields) => {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: continueUrl, target: "_blank", rel: "noopener" });
    for (const [name, value] of Object.entries(fields)) {
      const type = "hidden";
      form.append(Object.assign(document.createElement("input"), { type, name, value }));
    }
    document.body.append(form);
    form.submit();
    form.remove();
  };

  const goOn = async (path) => {
    const verifier = newVerifier();
    const challenge = await challengeOf(verifier);
    const code = await (root.dataset.signedIn ? codeFromHere(challenge) : codeFromSite(challenge));
    if (!code) throw new Error("no code");
    submit({ code, verifier, next: path });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-continue]");
    const knowsWho = root.dataset.signedIn || (siteHasCode && !cookiesWork);
    if (!link || !knowsWho || link.dataset.plain) return;
    event.preventDefault();
    goOn(link.getAttribute("href")).catch(() => {
      link.dataset.plain = "yes"; // then it asks to sign in
      link.click();
    });
  });
  document.addEventListener("portal:init", ({ detail }) => {
    siteHasCode = detail.hasCode;
  });
  document.addEventListener("portal:cookies", ({ detail }) => {
    cookiesWork = detail.work;
  });
})();
