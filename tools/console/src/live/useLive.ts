import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { CacheWriter } from './cacheWriter';
import { setSocket } from './connection';
import { LiveSocket } from './socket';

/** Keeps the socket open while somebody is signed in; without it the queries' own polling goes on. */
export function useLive(active: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!active) {
      return undefined;
    }
    const writer = new CacheWriter(client);
    const url = new URL('/ws', window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.hash = '';
    const socket = new LiveSocket(url.href, {
      onOpen: () => setSocket('open'),
      onEvent: (event) => writer.write(event),
      onClose: () => setSocket('closed'),
    });
    socket.start();
    return () => {
      socket.end();
      writer.end();
      setSocket('closed');
    };
  }, [client, active]);
}
