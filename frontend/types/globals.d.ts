// What the scripts find in the page and TypeScript's own library does not declare: the two
// libraries beside them, a few features that not every browser has, and the events of each.

/** htmx, which django-htmx serves, as far as the scripts use it. */
declare const htmx: {
  process(element: Element): void;
  trigger(element: Element, event: string): void;
};

/** static/vendor/idiomorph: its callbacks decide what a refresh leaves alone. */
declare const Idiomorph: {
  defaults: {
    callbacks: {
      beforeNodeMorphed: (oldNode: Node, newNode: Node) => boolean;
      beforeAttributeUpdated: (name: string, node: Element, change: "update" | "remove") => boolean;
    };
  };
};

interface Window {
  htmx?: { process(element: Element): void };
}

/** The older name of this API is `document.featurePolicy`; Firefox has neither. */
interface FeaturePolicy {
  allowsFeature?(feature: string): boolean;
}

interface Document {
  readonly permissionsPolicy?: FeaturePolicy;
  readonly featurePolicy?: FeaturePolicy;
}

interface HtmxDetail {
  /** The element that sends the request. */
  elt: HTMLElement;
  /** The element whose content the response replaces. */
  target: HTMLElement | null;
  xhr: XMLHttpRequest;
  successful: boolean;
  shouldSwap: boolean;
  headers: Record<string, string>;
  requestConfig?: { elt: HTMLElement; triggeringEvent?: Event };
}

/** The answer to a join that has registered the attendee sends this event. */
interface EnterDetail {
  /** The id of the workshop. */
  workshop: number;
}

/** The server sends this event in the header HX-Trigger of every poll's response. */
interface LookedDetail {
  /** The server's clock: seconds since 1970. */
  now: number;
  /** Seconds until the next poll. */
  again: number;
  /** Whether the list is older than it should be. */
  old: boolean;
  /** When the list was fetched: seconds since 1970. */
  asOf: number;
}

/** The greeting of the event's page: which options embed.js was given, and what it knows. */
interface InitMessage {
  mode?: string;
  theme?: string;
  check?: boolean;
  /** Whether the frame has shown a page before this one. */
  again?: boolean;
  hasCode?: boolean;
  facts?: { isolated?: boolean; sandboxed?: boolean };
}

interface CodeMessage {
  challenge: string;
  code: string;
}

interface DocumentEventMap {
  enter: CustomEvent<EnterDetail>;
  looked: CustomEvent<LookedDetail>;
  "htmx:load": CustomEvent;
  "htmx:configRequest": CustomEvent<HtmxDetail>;
  "htmx:beforeRequest": CustomEvent<HtmxDetail>;
  "htmx:afterRequest": CustomEvent<HtmxDetail>;
  "htmx:beforeOnLoad": CustomEvent<HtmxDetail>;
  "htmx:beforeSwap": CustomEvent<HtmxDetail>;
  "htmx:afterSwap": CustomEvent<HtmxDetail>;
  "htmx:sendError": CustomEvent<HtmxDetail>;
  "htmx:responseError": CustomEvent<HtmxDetail>;
  "htmx:timeout": CustomEvent<HtmxDetail>;
  "portal:init": CustomEvent<InitMessage>;
  "portal:code": CustomEvent<CodeMessage>;
  "portal:theme": CustomEvent<{ theme?: string }>;
  "portal:cookies": CustomEvent<{ work: boolean }>;
  "portal:send": CustomEvent<{ type: string; [field: string]: unknown }>;
}
