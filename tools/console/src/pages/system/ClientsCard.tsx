import type { Client } from '../../api/types';
import { useClients } from '../../hooks/system';
import { Card } from '../../ui/Card';
import { DataTable, type Column } from '../../ui/DataTable';
import { decimal } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';
import { Ago } from '../../ui/Time';

const COLUMNS: readonly Column<Client>[] = [
  { head: 'Client', cell: ({ client_id, name }) => `${client_id} ${name ?? ''}` },
  { head: 'User', cell: ({ os_user, principal }) => `${os_user ?? '–'}${principal ? ` as ${principal}` : ''}` },
  { head: 'Roles', cell: ({ roles }) => (roles.length === 0 ? 'reader' : roles.join(', ')) },
  { head: 'Road', cell: ({ road }) => road },
  { head: 'Attached for', number: true, cell: ({ since }) => <Ago time={since} /> },
  { head: 'Refused', number: true, cell: ({ refused }) => decimal(refused ?? 0) },
];

export function ClientsCard() {
  const clients = useClients();
  return (
    <Card title="Clients" count={clients.data?.length}>
      <QueryState query={clients}>
        {(rows) => (
          <DataTable
            label="Clients"
            columns={COLUMNS}
            rows={rows}
            rowKey={({ client_id }) => client_id}
            empty="No client is attached."
          />
        )}
      </QueryState>
    </Card>
  );
}
