import { useSyncExternalStore } from 'react';

export type PageName = 'system' | 'trading' | 'risk' | 'journal';

/** Where the page is: its name, and what follows it, as `#/journal/seq/12`. */
export interface Route {
  readonly page: PageName | 'approval';
  readonly rest: readonly string[];
}

const PAGES: readonly string[] = ['system', 'trading', 'risk', 'journal', 'approval'];

export function parseRoute(hash: string): Route {
  const [page = '', ...rest] = hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
  return PAGES.includes(page) ? { page: page as Route['page'], rest } : { page: 'system', rest: [] };
}

const subscribe = (watcher: () => void) => {
  window.addEventListener('hashchange', watcher);
  return () => window.removeEventListener('hashchange', watcher);
};

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}

/**
 * The token that the fragment brings (`/#token=…`), taken out of the address bar and the history before anything else
 * runs. A fragment is never sent to a server.
 */
export function takeToken(location: Location, history: History): string | null {
  const token = /^#\/?token=([^&/]+)/.exec(location.hash)?.[1];
  if (token === undefined) {
    return null;
  }
  history.replaceState(null, '', location.pathname + location.search);
  return decodeURIComponent(token);
}
