import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { Icon } from './Icon';

type Tone = 'good' | 'info' | 'bad';

interface Notice {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
  readonly times: number;
}

interface Notices {
  say(tone: Tone, text: string): void;
}

const NoticesContext = createContext<Notices>({ say: () => undefined });

const SHOWN = 3;
const GOOD_MS = 6_000;

export const useNotices = () => useContext(NoticesContext);

/**
 * Says how commands ended. The same sentence is counted, not stacked; only the newest few are on the screen; what went
 * wrong stays until it was read.
 */
export function NoticesProvider({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const next = useRef(1);
  const drop = useCallback((id: number) => setNotices((all) => all.filter((notice) => notice.id !== id)), []);
  const say = useCallback(
    (tone: Tone, text: string) => {
      const id = next.current++;
      setNotices((all) => {
        const same = all.find((notice) => notice.text === text);
        const others = all.filter((notice) => notice !== same);
        return [{ id, tone, text, times: (same?.times ?? 0) + 1 }, ...others].slice(0, 50);
      });
      if (tone !== 'bad') {
        setTimeout(() => drop(id), GOOD_MS);
      }
    },
    [drop],
  );
  const value = useMemo(() => ({ say }), [say]);
  return (
    <NoticesContext value={value}>
      {children}
      <section className="notices" aria-label="Notices" aria-live="polite">
        {notices.slice(0, SHOWN).map(({ id, tone, text, times }) => (
          <div key={id} className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
            <span>
              {text}
              {times > 1 ? <b> · {times} times</b> : null}
            </span>
            <button type="button" className="plain" aria-label="Dismiss" onClick={() => drop(id)}>
              <Icon name="close" />
            </button>
          </div>
        ))}
        {notices.length > SHOWN ? (
          <div className="notice info">
            <span>{notices.length - SHOWN} earlier notices</span>
            <button type="button" className="plain" onClick={() => setNotices([])}>
              Dismiss all
            </button>
          </div>
        ) : null}
      </section>
    </NoticesContext>
  );
}
