import { useEffect, useState } from 'react';
import { fetchAudit, type AuditFilter } from '../../api/journal';
import type { JournalLine } from '../../api/types';
import { join } from './lines';

const EVERY_MS = 1_500;
const AT_ONCE = 500;
const MOST = 2_000;

export interface Tail {
  readonly lines: readonly JournalLine[];
  readonly error: Error | null;
}

/** The end of the journal, line by line as it grows: each turn asks for what came after the last line. */
export function useTail(filter: Pick<AuditFilter, 'type' | 'trade_id'>, follow: boolean): Tail {
  const [tail, setTail] = useState<Tail>({ lines: [], error: null });
  const { type, trade_id: tradeId } = filter;
  useEffect(() => setTail({ lines: [], error: null }), [type, tradeId]);
  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let next: number | undefined;
    const turn = async () => {
      try {
        const { data } = await fetchAudit({
          limit: AT_ONCE,
          ...(next === undefined ? {} : { from: next }),
          ...(type ? { type } : {}),
          ...(tradeId === undefined ? {} : { trade_id: tradeId }),
        });
        if (ended) {
          return;
        }
        const last = data.at(-1);
        next = last ? last.seq + 1 : next;
        setTail((before) => ({ lines: data.length === 0 ? before.lines : join(before.lines, data, MOST), error: null }));
      } catch (error) {
        if (!ended) {
          setTail((before) => ({ ...before, error: error as Error }));
        }
      }
      if (!ended && follow) {
        timer = setTimeout(() => void turn(), EVERY_MS);
      }
    };
    void turn();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [type, tradeId, follow]);
  return tail;
}
