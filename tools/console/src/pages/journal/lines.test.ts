import { describe, expect, it } from 'vitest';
import { journal } from '../../test/fixtures';
import { join, matches, say } from './lines';

const filter = { search: '', severity: '', busy: false } as const;
const types = (change: object) => journal.filter((line) => matches(line, { ...filter, ...change })).map(({ type }) => type);

describe('lines of the journal', () => {
  it('should leave out what comes all day long unless it is asked for', () => {
    expect(types({})).not.toContain('Quote');
    expect(types({ busy: true })).toContain('Quote');
  });

  it('should pass by severity and by text, whatever its case', () => {
    expect(types({ severity: 'critical' })).toEqual(['SecurityAlert']);
    expect(types({ severity: 'warning' })).toEqual(['ComponentChanged', 'SecurityAlert']);
    expect(types({ search: 'late_FILL' })).toEqual(['SecurityAlert']);
  });

  it('should say an input by its fields and an outcome by its sentence', () => {
    expect(journal[0] && say(journal[0])).toBe('strategyId 7, intentId 12, action open, symbol BTCUSD, side BUY, quantity 0.5');
    expect(journal[2] && say(journal[2])).toBe('Held: trade 38420480 waits for a person');
  });

  it('should join answers without a line twice and keep the newest', () => {
    const first = journal.slice(0, 4);
    expect(join(first, journal.slice(4), 100)).toEqual(journal);
    expect(join(first, journal.slice(3), 100)).toEqual(journal);
    expect(join(first, journal.slice(4), 2)).toEqual(journal.slice(-2));
  });
});
