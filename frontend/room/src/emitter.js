// The few events that the parts of the room send each other.

/**
 * @template {Record<string, any[]>} Events the arguments of each event by its name
 * @typedef {object} Emitter
 * @property {<Name extends keyof Events>(
 *   name: Name, listener: (...args: Events[Name]) => void) => void} on
 * @property {<Name extends keyof Events>(name: Name, ...args: Events[Name]) => void} emit
 */

/**
 * {on(name, listener), emit(name, ...args)}; listeners are called in the order they were added.
 * @template {Record<string, any[]>} Events
 * @returns {Emitter<Events>}
 */
export function emitter() {
  /** @type {Map<keyof Events, ((...args: any[]) => void)[]>} */
  const listeners = new Map();
  return {
    on(name, listener) {
      const others = listeners.get(name) ?? [];
      listeners.set(name, [...others, /** @type {(...args: any[]) => void} */ (listener)]);
    },
    emit(name, ...args) {
      for (const listener of listeners.get(name) ?? []) listener(...args);
    },
  };
}
