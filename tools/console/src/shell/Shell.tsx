import { useEffect, useRef } from 'react';
import type { Session } from '../api/types';
import { useRequests, useSystemStatus } from '../hooks/system';
import { usePending } from '../hooks/trading';
import { useLive } from '../live/useLive';
import { ApprovalPage } from '../pages/approval/ApprovalPage';
import { JournalPage } from '../pages/journal/JournalPage';
import { RiskPage } from '../pages/risk/RiskPage';
import { SystemPage } from '../pages/system/SystemPage';
import { TradingPage } from '../pages/trading/TradingPage';
import { Banner } from './Banner';
import { isStale, useFreshness } from './freshness';
import { InstanceBar } from './InstanceBar';
import { Nav } from './Nav';
import { useOverall } from './overall';
import { RoleProvider } from './rights';
import type { Route } from './route';
import { StatusBar } from './StatusBar';
import { useTitle } from './useTitle';

/** The frame around every page. */
export function Shell({ session, route }: { session: Session; route: Route }) {
  useLive(true);
  const status = useSystemStatus().data;
  const pending = usePending().data?.length ?? 0;
  const requests = useRequests().data?.filter(({ state }) => state === 'WAITING').length ?? 0;
  const freshness = useFreshness();
  const overall = useOverall();
  const stale = isStale(freshness);
  useTitle(pending, overall, stale, session.instance);
  const main = useFocusOnChange(route.page);
  return (
    <RoleProvider role={session.role}>
      <a className="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        Skip to the page
      </a>
      <div className="top">
        <InstanceBar session={session} status={status} />
        <Banner overall={overall} />
        <header className="bar">
          <StatusBar status={status} freshness={freshness} />
          <Nav page={route.page} pending={pending} requests={requests} />
        </header>
      </div>
      <main ref={main} id="main" tabIndex={-1} data-stale={stale ? 'true' : undefined}>
        {stale ? (
          <p className="stale-note">What is shown here is the last that was heard. It may have changed since.</p>
        ) : null}
        <Page route={route} />
      </main>
    </RoleProvider>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'system':
      return <SystemPage />;
    case 'trading':
      return <TradingPage />;
    case 'risk':
      return <RiskPage />;
    case 'journal':
      return <JournalPage rest={route.rest} />;
    case 'approval':
      return <ApprovalPage tradeId={Number(route.rest[0])} />;
  }
}

/** Moves the focus to the page when another one is chosen, as a browser does for a document. */
function useFocusOnChange(page: string) {
  const main = useRef<HTMLElement>(null);
  const before = useRef(page);
  useEffect(() => {
    if (before.current !== page) {
      before.current = page;
      main.current?.focus();
      window.scrollTo(0, 0);
    }
  }, [page]);
  return main;
}
