import type { Component, SystemStatus } from '../api/types';
import { useComponents, useSystemStatus } from '../hooks/system';

export type Alarm = 'EMERGENCY' | 'CIRCUIT_BREAKER';

/** What stands over everything else, and why. */
export interface Overall {
  readonly alarm: Alarm | null;
  readonly reason: string | null;
  readonly since: string | null;
}

const CALM: Overall = { alarm: null, reason: null, since: null };

export function overallOf(status: SystemStatus | undefined, components: readonly Component[] = []): Overall {
  switch (status?.system_status) {
    case 'EMERGENCY':
      return {
        alarm: 'EMERGENCY',
        reason: status.emergency_reason ?? status.emergency_reason_code,
        since: status.emergency_activated_at,
      };
    case 'CIRCUIT_BREAKER':
      return {
        alarm: 'CIRCUIT_BREAKER',
        reason: components.filter(isBroken).map(sayBroken).join(', ') || null,
        since: null,
      };
    default:
      return CALM;
  }
}

function isBroken({ required, level, last_seen_at }: Component): boolean {
  return required && (level === 'tripped' || (level === 'unknown' && last_seen_at !== null));
}

function sayBroken({ source, level, last_reason }: Component): string {
  const how = level === 'tripped' ? 'has tripped' : 'is silent';
  return `${source} ${how}${last_reason ? ` (${last_reason})` : ''}`;
}

export function useOverall(): Overall {
  return overallOf(useSystemStatus().data, useComponents().data);
}
