import { request } from './http';
import type { Session } from './types';

export const fetchSession = () => request<Session>('/api/session');

export const logIn = (token: string) => request<Session>('/api/session', { method: 'POST', body: { token } });

export const logOut = () => request<null>('/api/session', { method: 'DELETE' });

/** Gives the token again; loosening commands of this session are good for some minutes then. */
export const confirmSession = (token: string) =>
  request<unknown>('/api/session/confirm', { method: 'POST', body: { token } });
