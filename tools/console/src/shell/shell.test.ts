import { describe, expect, it } from 'vitest';
import { alarmed, calm } from '../test/fixtures';
import { overallOf } from './overall';
import { parseRoute, takeToken } from './route';

describe('the address', () => {
  it('should name a page and what follows it', () => {
    expect(parseRoute('#/journal/seq/12')).toEqual({ page: 'journal', rest: ['seq', '12'] });
    expect(parseRoute('#/approval/99')).toEqual({ page: 'approval', rest: ['99'] });
  });

  it('should be the first page when it names none', () => {
    expect(parseRoute('')).toEqual({ page: 'system', rest: [] });
    expect(parseRoute('#/no-such-page')).toEqual({ page: 'system', rest: [] });
  });

  it.each(['#/token=abc%2Bdef', '#token=abc%2Bdef'])('should give up the token of %s and forget it', (hash) => {
    window.history.replaceState(null, '', `/?x=1${hash}`);
    expect(takeToken(window.location, window.history)).toBe('abc+def');
    expect(window.location.href).toMatch(/\/\?x=1$/);
  });

  it('should leave an address without a token as it is', () => {
    window.history.replaceState(null, '', '/#/risk');
    expect(takeToken(window.location, window.history)).toBeNull();
    expect(window.location.hash).toBe('#/risk');
  });
});

describe('the alarm', () => {
  it('should say why there is an emergency, and since when', () => {
    expect(overallOf(alarmed.status, alarmed.components)).toEqual({
      alarm: 'EMERGENCY',
      reason: 'DD BREACH: -10.4%',
      since: alarmed.status.emergency_activated_at,
    });
  });

  it('should name the required components that broke the circuit, and no other', () => {
    const status = { ...calm.status, system_status: 'CIRCUIT_BREAKER' as const };
    const components = alarmed.components.map((row) => (row.source === 'broker' ? { ...row, level: 'unknown' as const } : row));
    expect(overallOf(status, components)).toMatchObject({
      alarm: 'CIRCUIT_BREAKER',
      reason: 'broker is silent (broker.disconnect), risk has tripped (risk.timeout)',
    });
  });

  it('should be silent in any mode that is neither', () => {
    expect(overallOf({ ...calm.status, system_status: 'HALT' }).alarm).toBeNull();
    expect(overallOf(undefined).alarm).toBeNull();
  });
});
