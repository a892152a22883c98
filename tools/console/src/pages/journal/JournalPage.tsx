import { RecordCard } from './RecordCard';
import { TailCard } from './TailCard';

/** `#/journal`, `#/journal/seq/12`, `#/journal/correlation/UUID`. */
export function JournalPage({ rest }: { rest: readonly string[] }) {
  const [by, what = ''] = rest;
  const seq = by === 'seq' && /^\d+$/.test(what) ? Number(what) : null;
  return (
    <>
      <h1 className="hidden">Journal</h1>
      <div className={seq === null ? 'grid journal' : 'grid journal two'}>
        <TailCard key={by === 'correlation' ? what : 'all'} search={by === 'correlation' ? what : ''} chosen={seq} />
        {seq === null ? null : <RecordCard seq={seq} />}
      </div>
    </>
  );
}
