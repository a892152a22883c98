import { useState } from 'react';
import type { EquityPoint } from '../../api/types';
import { useEquity, useResetDrawdown } from '../../hooks/risk';
import { useSystemStatus } from '../../hooks/system';
import { useTradingConfig } from '../../hooks/trading';
import { ActButton } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { CommandDialog } from '../../ui/CommandDialog';
import { age, decimal, percent } from '../../ui/format';
import type { Tone } from '../../ui/modes';
import { QueryState } from '../../ui/QueryState';
import { Chart } from './Chart';
import { drawdownOf, equityAt, type Drawdown } from './drawdown';

export function EquityCard() {
  const equity = useEquity();
  const [resetting, setResetting] = useState(false);
  return (
    <Card
      title="Equity and Drawdown"
      wide
      actions={
        <ActButton className="small" onClick={() => setResetting(true)}>
          Reset drawdown
        </ActButton>
      }
    >
      <QueryState query={equity}>{(points) => <Equity points={points} />}</QueryState>
      {resetting ? <ResetDialog onClose={() => setResetting(false)} /> : null}
    </Card>
  );
}

function Equity({ points }: { points: readonly EquityPoint[] }) {
  const status = useSystemStatus().data;
  const config = useTradingConfig().data;
  const drawdown = drawdownOf(status, points, config);
  return (
    <>
      <div className="figures">
        <Figure name="Equity" value={decimal(status?.equity, 2)} note={status?.equity_age_ms == null ? 'None yet' : `${age(status.equity_age_ms)} old`} />
        <Figure name="Peak" value={decimal(status?.peak, 2)} />
        <Figure name="Drawdown" value={drawdown === null ? '–' : percent(drawdown.now)} />
        <Distance name="To soft limit" drawdown={drawdown} limit={drawdown?.soft ?? null} peak={status?.peak} tone="warn" />
        <Distance name="To hard limit" drawdown={drawdown} limit={drawdown?.hard ?? null} peak={status?.peak} tone="bad" />
      </div>
      {points.length < 2 ? (
        <p className="empty">The curve begins with the next equity.</p>
      ) : (
        <div className="charts">
          <Chart kind="equity" points={points} soft={null} hard={null} />
          <Chart kind="drawdown" points={points} soft={drawdown?.soft ?? null} hard={drawdown?.hard ?? null} />
        </div>
      )}
    </>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className="figure">
      <span className="name">{name}</span>
      <span className="value">{value}</span>
      <span className="fine">{note ?? '\u00a0'}</span>
    </div>
  );
}

interface DistanceProps {
  readonly name: string;
  readonly drawdown: Drawdown | null;
  readonly limit: number | null;
  readonly peak: string | null | undefined;
  readonly tone: Tone;
}

function Distance({ name, drawdown, limit, peak, tone }: DistanceProps) {
  if (drawdown === null || limit === null) {
    return <Figure name={name} value="–" />;
  }
  const left = limit - drawdown.now;
  return (
    <div className="figure">
      <span className="name">{name}</span>
      <span className="value">{left > 0 ? percent(left) : <Chip tone={tone}>reached</Chip>}</span>
      <span className="fine">
        {percent(limit)} at {decimal(equityAt(peak, limit), 2)}
      </span>
    </div>
  );
}

function ResetDialog({ onClose }: { onClose: () => void }) {
  return (
    <CommandDialog
      title="Reset the drawdown"
      what="The peak becomes the present equity: the drawdown is measured from here on, and both limits move down with it."
      act="Reset drawdown"
      tone="danger"
      word="RESET"
      command={useResetDrawdown()}
      variables={(reason) => reason}
      onClose={onClose}
    />
  );
}
