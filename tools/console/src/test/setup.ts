import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { server } from './server';

configure({ asyncUtilTimeout: 20_000 });

/** Never opens: pages poll, unless a test gives them a socket of its own. */
class NoSocket {
  close(): void {}
}

beforeAll(() => vi.stubGlobal('WebSocket', NoSocket));
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  cleanup();
  server.resetHandlers();
  server.events.removeAllListeners();
  window.location.hash = '';
});
afterAll(() => server.close());
