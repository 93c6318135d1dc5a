/**
 * Where in the panel someone is: the query of the address, so that every view can be linked to, reloaded and gone
 * back from, and the edge needs to know of one document only.
 */
import { useSyncExternalStore, type MouseEvent } from "react";

/** `page` names the view; the rest are its filters and ids. */
export type Route = Readonly<Record<string, string | undefined>> & { readonly page: string };

export const HOME: Route = { page: "events" };

const MOVED = "foyer-moved";

function hrefOf(route: Route): string {
  const given = Object.entries(route).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );
  return `${window.location.pathname}?${new URLSearchParams(given)}`;
}

/** Goes to a view. `replace` when it is the same view with another filter: going back then leaves it. */
export function go(route: Route, how: "push" | "replace" = "push"): void {
  if (how === "push") window.history.pushState(null, "", hrefOf(route));
  else window.history.replaceState(null, "", hrefOf(route));
  window.dispatchEvent(new Event(MOVED));
}

export function useRoute(): Route {
  const search = useSyncExternalStore(onMove, () => window.location.search);
  const parameters = Object.fromEntries(new URLSearchParams(search));
  return { ...parameters, page: parameters["page"] ?? HOME.page };
}

function onMove(tell: () => void): () => void {
  window.addEventListener("popstate", tell);
  window.addEventListener(MOVED, tell);
  return () => {
    window.removeEventListener("popstate", tell);
    window.removeEventListener(MOVED, tell);
  };
}

/** What an element needs to be a link to a view: a real address, followed without loading the page again. */
export function linkTo(route: Route): {
  readonly href: string;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
} {
  return {
    href: hrefOf(route),
    onClick: (event) => {
      if (
        event.defaultPrevented ||
        event.button !== 0 ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      go(route);
    },
  };
}
