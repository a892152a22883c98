import { query, request } from './http';
import type { JournalLine } from './types';

export interface AuditFilter {
  readonly from?: number;
  readonly limit?: number;
  readonly type?: string;
  readonly trade_id?: number;
}

export const fetchAudit = (filter: AuditFilter) => request<readonly JournalLine[]>(`/api/audit${query({ ...filter })}`);

export const fetchRecord = (seq: number) => request<readonly JournalLine[]>(`/api/journal/${seq}`);
