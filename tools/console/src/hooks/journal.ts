import { useQuery } from '@tanstack/react-query';
import { fetchRecord } from '../api/journal';
import { keys } from '../api/keys';

/** One record: its input and its outcomes. It never changes. */
export const useRecord = (seq: number) =>
  useQuery({
    queryKey: [...keys.journal, seq],
    queryFn: async () => (await fetchRecord(seq)).data,
    staleTime: Infinity,
  });
