import type { ReactNode } from 'react';

export interface Column<T> {
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
  /** Numbers go to the right, so that their digits line up. */
  readonly number?: boolean;
  /** Text that needs a line of its own on a narrow screen. */
  readonly long?: boolean;
}

interface Props<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string | number;
  readonly empty: string;
  readonly rowClass?: (row: T) => string | undefined;
}

/**
 * A table on a wide screen, a list of labelled values on a narrow one. The roles are written out, for the narrow form
 * is made by `display`, which takes a table's own roles away.
 */
export function DataTable<T>({ label, columns, rows, rowKey, empty, rowClass }: Props<T>) {
  if (rows.length === 0) {
    return <p className="empty">{empty}</p>;
  }
  return (
    <table className="data" role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ head, number }) => (
            <th key={head} role="columnheader" scope="col" className={number ? 'number' : undefined}>
              {head || <span className="hidden">Actions</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" className={rowClass?.(row)}>
            {columns.map(({ head, cell, number, long }) => (
              <td key={head} role="cell" data-label={head} className={number ? 'number' : long ? 'rest' : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
