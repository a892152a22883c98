import type { Instance, Session, SystemStatus } from '../api/types';
import { useLogOut } from '../hooks/session';
import { SchemeButton } from './SchemeButton';

/** Which engine this is: the first thing on every page, and never scrolled away. */
export function InstanceBar({ session, status }: { session: Session; status: SystemStatus | undefined }) {
  const logOut = useLogOut();
  const { journal_kind: kind } = session.instance;
  const trading = status?.trading_mode;
  const look = kind === 'live' ? (trading === 'live' ? 'live' : 'paper') : 'demo';
  return (
    <div className={`instance ${look}`} role="region" aria-label="Instance">
      <strong className="kind">{kind.toUpperCase()}</strong>
      <span className="trading">
        {trading ? `${trading} trading` : 'trading mode unknown'}
        {look === 'live' ? null : <b> · {look === 'demo' ? 'no real market' : 'no real money'}</b>}
      </span>
      <Place instance={session.instance} />
      <span className="who">
        {session.operator ?? session.who} <span className="role">{session.role}</span>
      </span>
      <SchemeButton />
      <button type="button" className="plain" onClick={() => logOut.mutate()}>
        Sign out
      </button>
    </div>
  );
}

/** Which engine this is, where nobody is signed in who could see more. */
export function InstanceName({ instance }: { instance: Instance }) {
  return (
    <div className={`instance ${instance.journal_kind === 'live' ? 'live' : 'demo'}`} role="region" aria-label="Instance">
      <strong className="kind">{instance.journal_kind.toUpperCase()}</strong>
      <Place instance={instance} />
    </div>
  );
}

function Place({ instance: { directory, host } }: { instance: Instance }) {
  return (
    <span className="place" title={`${directory} on ${host}`}>
      {directory} <span className="at">on {host}</span>
    </span>
  );
}
