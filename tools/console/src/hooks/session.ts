import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/http';
import { keys } from '../api/keys';
import { confirmSession, fetchSession, logIn, logOut } from '../api/session';
import type { Session } from '../api/types';
import { forgetSequences } from '../live/sequences';

/** Who is signed in; null for nobody. */
export function useSession(enabled = true) {
  return useQuery<Session | null>({
    queryKey: keys.session,
    queryFn: async () => {
      try {
        return (await fetchSession()).data;
      } catch (error) {
        if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
          return null;
        }
        throw error;
      }
    },
    refetchInterval: 30_000,
    staleTime: 10_000,
    enabled,
  });
}

export function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (token: string) => (await logIn(token)).data,
    onSuccess: (session) => {
      client.clear();
      forgetSequences(client);
      client.setQueryData(keys.session, session);
    },
  });
}

export function useLogOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => logOut(),
    onSettled: () => {
      client.clear();
      forgetSequences(client);
      client.setQueryData(keys.session, null);
    },
  });
}

export function useConfirmSession() {
  return useMutation({ mutationFn: (token: string) => confirmSession(token) });
}
