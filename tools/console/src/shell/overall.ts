import { useQuery } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import type { Component, SystemStatus } from '../api/types';
import { useComponents, useSystemStatus } from '../hooks/system';
import { sequenceOf } from '../live/sequences';

/** What the socket says on `system_status`. */
export interface LiveStatus {
  readonly system_status: string;
  readonly mode?: string;
  readonly reason?: string | null;
  readonly since?: string | null;
}

export type Alarm = 'EMERGENCY' | 'CIRCUIT_BREAKER';

export interface Overall {
  readonly alarm: Alarm | null;
  readonly reason: string | null;
  readonly since: string | null;
}

const CALM: Overall = { alarm: null, reason: null, since: null };

/** The alarm of a polled answer, by the same rule as the server's `system_status`. */
export function overallOf(status: SystemStatus | undefined, components: readonly Component[] | undefined): Overall {
  if (status?.emergency_mode) {
    return {
      alarm: 'EMERGENCY',
      reason: status.emergency_reason ?? null,
      since: status.emergency_activated_at ?? null,
    };
  }
  const broken = components?.filter(isBroken) ?? [];
  return broken.length === 0
    ? CALM
    : { alarm: 'CIRCUIT_BREAKER', reason: broken.map(sayBroken).join(', '), since: null };
}

function isBroken({ required, level, last_seen_at }: Component): boolean {
  return required && (level === 'tripped' || (level === 'unknown' && last_seen_at !== null));
}

function sayBroken({ source, level, last_reason }: Component): string {
  const how = level === 'tripped' ? 'has tripped' : 'is silent';
  return `${source} ${how}${last_reason ? ` (${last_reason})` : ''}`;
}

/** The alarm that stands: the socket's word, unless a polled answer is newer. */
export function useOverall(): Overall {
  const client = useQueryClient();
  const status = useSystemStatus().data;
  const components = useComponents().data;
  const live = useQuery<LiveStatus | null>({ queryKey: keys.liveStatus, queryFn: () => null, enabled: false }).data;
  const polled = overallOf(status, components);
  const polledSeq = Math.min(sequenceOf(client, keys.systemStatus), sequenceOf(client, keys.components));
  if (!live || polledSeq > sequenceOf(client, keys.liveStatus)) {
    return polled;
  }
  if (live.system_status === 'EMERGENCY' || live.system_status === 'CIRCUIT_BREAKER') {
    return {
      alarm: live.system_status,
      reason: (live.system_status === polled.alarm ? polled.reason : null) ?? live.reason ?? null,
      since: live.since ?? polled.since,
    };
  }
  return CALM;
}
