import type { SystemLevelValue } from '../api/types';
import type { IconName } from './Icon';

interface ModeLook {
  readonly label: string;
  readonly icon: IconName;
}

/** How each mode is named and drawn; its colour is `--mode-…` of the style sheet. */
const MODES: Readonly<Record<string, ModeLook>> = {
  normal: { label: 'Normal', icon: 'check' },
  recovering: { label: 'Recovering', icon: 'cycle' },
  degraded: { label: 'Degraded', icon: 'warning' },
  safe_mode: { label: 'Safe Mode', icon: 'shield' },
  safe_mode_disconnected: { label: 'Safe Mode (Disconnected)', icon: 'unplugged' },
  halt: { label: 'HALT', icon: 'stop' },
};

const UNKNOWN: ModeLook = { label: 'Unknown', icon: 'unknown' };

export function modeLook(mode: string | null | undefined): ModeLook {
  return (mode && MODES[mode]) || UNKNOWN;
}

/** The name of a mode's colours in the style sheet. */
export function modeClass(mode: string | null | undefined): string {
  return `mode-${mode && MODES[mode] ? mode : 'unknown'}`;
}

export const FORCEABLE = [
  ['normal', 'Normal'],
  ['degraded', 'Degraded'],
  ['safe_mode', 'Safe Mode'],
  ['safe_mode_disconnected', 'Safe Mode (Disconnected)'],
  ['halt', 'Halt'],
] as const;

export type Tone = 'good' | 'info' | 'warn' | 'bad' | 'calm';

export const LEVEL_TONE: Readonly<Record<SystemLevelValue, Tone>> = {
  healthy: 'good',
  unstable: 'warn',
  unknown: 'calm',
  tripped: 'bad',
};
