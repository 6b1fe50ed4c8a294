// Who wants to know what: the few events the parts of the room tell each other.

/** {on(name, heard), emit(name, ...facts)}; listeners are called in the order they came. */
export function emitter() {
  const listeners = new Map();
  return {
    on(name, heard) {
      listeners.set(name, [...(listeners.get(name) ?? []), heard]);
    },
    emit(name, ...facts) {
      for (const heard of listeners.get(name) ?? []) heard(...facts);
    },
  };
}
