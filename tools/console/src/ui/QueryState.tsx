import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { describe } from '../hooks/command';
import { clock } from './format';

interface Props<T> {
  readonly query: UseQueryResult<T, Error>;
  readonly loading?: string;
  readonly children: (data: T) => ReactNode;
}

/** What a question came to: still loading, failed, or its answer, with a line where that answer is no longer renewed. */
export function QueryState<T>({ query, loading = 'Loading...', children }: Props<T>) {
  if (query.data === undefined) {
    return query.isError ? (
      <p className="failure" role="alert">
        {describe(query.error)}
      </p>
    ) : (
      <p className="loading" role="status">
        {loading}
      </p>
    );
  }
  return (
    <>
      {query.isError ? (
        <p className="failure" role="alert">
          Not renewed since {clock(new Date(query.dataUpdatedAt).toISOString(), Date.now())} UTC: {describe(query.error)}
        </p>
      ) : null}
      {children(query.data)}
    </>
  );
}
