import type { EquityPoint, SystemStatus, TradingConfig } from '../../api/types';

/** Where the drawdown is, and how far it is from its limits. Percentages below the peak are positive here. */
export interface Drawdown {
  readonly now: number;
  readonly soft: number | null;
  readonly hard: number | null;
}

export function drawdownOf(
  status: SystemStatus | undefined,
  points: readonly EquityPoint[],
  config: TradingConfig | undefined,
): Drawdown | null {
  if (status?.drawdown_pct === undefined || status.drawdown_pct === null) {
    return null;
  }
  const last = points.at(-1);
  return {
    now: Math.abs(Number(status.drawdown_pct)),
    soft: limit(last?.soft_percent, config, 'soft-percent'),
    hard: limit(last?.hard_percent, config, 'hard-percent'),
  };
}

function limit(point: string | null | undefined, config: TradingConfig | undefined, name: string): number | null {
  const value = point ?? config?.decision[`sluice.drawdown.${name}`]?.value;
  return value === undefined || value === null || Number.isNaN(Number(value)) ? null : Number(value);
}

/** What the equity would be at a drawdown of so many percent. */
export function equityAt(peak: string | null | undefined, percent: number | null): string | null {
  return peak && percent !== null ? String(Number(peak) * (1 - percent / 100)) : null;
}
