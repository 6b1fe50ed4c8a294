// Asks the portal to join: the one request of the room that does something, and the only way its
// secrets come in.

const PATIENCE_MS = 30_000; // the portal gives up on its own calls long before

/**
 * What the portal answered: {kind: "in", joined}, {kind: "refused", html}, {kind: "signed-out",
 * url}
 * or {kind: "unreachable"}. Never asked twice by itself: a silence may hide a join that happened.
 */
export async function knock(url) {
  try {
    return await read(await fetch(url, request()));
  } catch {
    // No network, no answer in time, or an answer that is none of ours.
    return { kind: "unreachable" };
  }
}

/** Tells the portal that this person has left; goes out even while the page closes. */
export function sayGoodbye(url) {
  const { signal, ...rest } = request();
  fetch(url, { ...rest, keepalive: true }).catch(() => {});
}

function request() {
  const token = document.querySelector("#post-form input[name=csrfmiddlewaretoken]")?.value ?? "";
  return {
    method: "POST",
    cache: "no-store",
    credentials: "same-origin",
    headers: { "X-CSRFToken": token, Accept: "application/json, text/html" },
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  };
}

async function read(answer) {
  if (answer.status === 401) return { kind: "signed-out", url: (await answer.json()).sign_in };
  if (answer.status === 409) return { kind: "refused", html: await answer.text() };
  if (!answer.ok) return { kind: "unreachable" };
  return { kind: "in", joined: await answer.json() };
}
