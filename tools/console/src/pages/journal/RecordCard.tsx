import type { JournalLine } from '../../api/types';
import { useRecord } from '../../hooks/journal';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { QueryState } from '../../ui/QueryState';

/** One record whole: what came in, and everything that came of it. */
export function RecordCard({ seq }: { seq: number }) {
  const record = useRecord(seq);
  return (
    <Card
      title={`Record ${seq}`}
      wide
      actions={
        <>
          {seq > 1 ? <a href={`#/journal/seq/${seq - 1}`}>Before</a> : null}
          <a href={`#/journal/seq/${seq + 1}`}>Next</a>
          <a href="#/journal">Close</a>
        </>
      }
    >
      <QueryState query={record}>
        {(lines) => (
          <ol className="record" tabIndex={0} aria-label="Its lines, scroll">
            {lines.map((line, index) => (
              <Line key={index} line={line} />
            ))}
          </ol>
        )}
      </QueryState>
    </Card>
  );
}

function Line({ line }: { line: JournalLine }) {
  const { kind, type, event, severity, message, correlationId, ...rest } = line;
  return (
    <li className={kind}>
      <p className="headline">
        <Chip tone={severity === 'critical' ? 'bad' : severity === 'warning' ? 'warn' : 'calm'}>
          {kind === 'input' ? 'input' : (severity ?? 'outcome')}
        </Chip>
        <code>{event ?? type}</code>
      </p>
      {message ? <p>{message}</p> : null}
      <dl className="facts">
        {Object.entries(rest).map(([name, value]) => (
          <div key={name} className="pair">
            <dt>{name}</dt>
            <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
          </div>
        ))}
        {correlationId ? (
          <div className="pair">
            <dt>correlationId</dt>
            <dd>
              <a href={`#/journal/correlation/${correlationId}`}>{correlationId}</a>
            </dd>
          </div>
        ) : null}
      </dl>
    </li>
  );
}
