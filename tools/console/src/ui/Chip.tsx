import type { ReactNode } from 'react';
import type { Tone } from './modes';

/** A state in a word. */
export function Chip({ tone = 'calm', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`chip ${tone}`}>{children}</span>;
}

/** The side of an order: a word and an arrow, besides the colour. */
export function Side({ side }: { side: string | null | undefined }) {
  if (!side) {
    return <>–</>;
  }
  return <span className={`side ${side.toLowerCase()}`}>{side === 'BUY' ? '▲ BUY' : '▼ SELL'}</span>;
}
