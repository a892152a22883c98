import { useEffect } from 'react';
import type { Instance } from '../api/types';
import type { Overall } from './overall';

/** Puts the number of waiting approvals into title and icon, so that a hidden tab tells of them too. */
export function useTitle(pending: number, overall: Overall, stale: boolean, instance: Instance): void {
  const place = `${instance.journal_kind.toUpperCase()} ${instance.host}`;
  useEffect(() => {
    const alarm = overall.alarm === null ? '' : '‼ ';
    const count = pending > 0 ? `(${pending}) ` : '';
    const lost = stale ? 'lost · ' : '';
    document.title = `${alarm}${lost}${count}Sluice · ${place}`;
    const icon = overall.alarm === null ? `icon-${Math.min(pending, 10)}` : 'icon-alarm';
    document.querySelector('#icon')?.setAttribute('href', `./${icon}.svg`);
  }, [pending, overall.alarm, stale, place]);
}
