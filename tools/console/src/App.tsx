import { useEffect, useRef } from 'react';
import type { Session } from './api/types';
import { describe } from './hooks/command';
import { useLogIn, useSession } from './hooks/session';
import { ApprovalPage } from './pages/approval/ApprovalPage';
import { LoginPage } from './pages/login/LoginPage';
import { Reauthenticate } from './pages/login/Reauthenticate';
import { InstanceName } from './shell/InstanceBar';
import { useRoute } from './shell/route';
import { Shell } from './shell/Shell';

/** A link gives a session that reads one request and ends with it; nobody is signed in by that. */
const isOfLink = ({ who, role, until, idle_until }: Session) =>
  who === 'link' && role === 'viewer' && until === idle_until;

/** Signs in with the token that the address brought, then shows the login, the app, or the screen of a link. */
export function App({ token }: { token: string | null }) {
  const logIn = useLogIn();
  const session = useSession(token === null || logIn.isSuccess || logIn.isError);
  const route = useRoute();
  const { mutate } = logIn;
  const used = useRef(false);
  useEffect(() => {
    if (token !== null && !used.current) {
      used.current = true;
      mutate(token);
    }
  }, [token, mutate]);

  if (session.isPending || (token !== null && logIn.isIdle) || logIn.isPending) {
    return (
      <main className="alone">
        <p className="loading" role="status">
          Loading...
        </p>
      </main>
    );
  }
  if (session.data && !isOfLink(session.data)) {
    return (
      <>
        <Shell session={session.data} route={route} />
        <Reauthenticate />
      </>
    );
  }
  if (route.page === 'approval') {
    return (
      <>
        {session.data ? <InstanceName instance={session.data.instance} /> : null}
        <main className="alone">
          <ApprovalPage tradeId={Number(route.rest[0])} alone />
        </main>
      </>
    );
  }
  return <LoginPage logIn={logIn} failure={session.isError ? describe(session.error) : null} />;
}
