import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, renderHook } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import type { RoleValue } from '../api/types';
import { RoleProvider } from '../shell/rights';
import { NoticesProvider } from '../ui/Notices';

function wrapper(client: QueryClient, role: RoleValue) {
  return ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <NoticesProvider>
        <RoleProvider role={role}>{children}</RoleProvider>
      </NoticesProvider>
    </QueryClientProvider>
  );
}

export const newClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

/** Shows a part of the page, as a role sees it. */
export function show(element: ReactNode, role: RoleValue = 'operator') {
  const client = newClient();
  const user = userEvent.setup();
  return { user, client, ...render(element, { wrapper: wrapper(client, role) }) };
}

/** Runs a hook as a page does. */
export function run<T>(hook: () => T) {
  const client = newClient();
  return { client, ...renderHook(hook, { wrapper: wrapper(client, 'operator') }) };
}
