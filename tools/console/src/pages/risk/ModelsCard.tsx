import { useState } from 'react';
import type { Model } from '../../api/types';
import { useModels, usePromoteModel } from '../../hooks/risk';
import { ActButton } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { CommandDialog } from '../../ui/CommandDialog';
import { DataTable, type Column } from '../../ui/DataTable';
import { Field } from '../../ui/Field';
import { QueryState } from '../../ui/QueryState';

const COLUMNS: readonly Column<Model>[] = [
  { head: 'Model', cell: ({ model_name }) => <b>{model_name}</b> },
  { head: 'Version', cell: ({ version }) => <code>{version}</code> },
  {
    head: 'Consumers',
    long: true,
    cell: ({ acknowledgements, behind }) =>
      Object.entries(acknowledgements).map(([consumer, version]) => (
        <Chip key={consumer} tone={behind.includes(consumer) ? 'warn' : 'good'}>
          {consumer} {behind.includes(consumer) ? `is late: ${version ?? 'none'}` : version}
        </Chip>
      )),
  },
];

export function ModelsCard() {
  const models = useModels();
  const [promoting, setPromoting] = useState(false);
  return (
    <Card
      title="Models"
      count={models.data?.length}
      actions={
        <ActButton className="small" onClick={() => setPromoting(true)}>
          Promote
        </ActButton>
      }
    >
      <QueryState query={models}>
        {(rows) => (
          <DataTable
            label="Models"
            columns={COLUMNS}
            rows={rows}
            rowKey={({ model_name }) => model_name}
            empty="No model was promoted: versions are not checked."
          />
        )}
      </QueryState>
      {promoting ? <PromoteDialog models={models.data ?? []} onClose={() => setPromoting(false)} /> : null}
    </Card>
  );
}

function PromoteDialog({ models, onClose }: { models: readonly Model[]; onClose: () => void }) {
  const [name, setName] = useState(models[0]?.model_name ?? '');
  const [version, setVersion] = useState('');
  const old = models.find(({ model_name }) => model_name === name)?.version;
  return (
    <CommandDialog
      title="Promote a version of a model"
      what="From then on, orders of other versions of this model are refused as stale."
      act="Promote"
      reason="none"
      ready={name.trim() !== '' && version.trim() !== ''}
      command={usePromoteModel()}
      variables={() => ({
        model_name: name.trim(),
        new_version: version.trim(),
        ...(old === undefined ? {} : { old_version: old }),
      })}
      onClose={onClose}
    >
      <Field label="Model">
        {(ids) => <input {...ids} maxLength={32} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label="New version" hint={old === undefined ? 'The first of this model' : `In force: ${old}`}>
        {(ids) => <input {...ids} maxLength={32} value={version} onChange={(event) => setVersion(event.target.value)} />}
      </Field>
    </CommandDialog>
  );
}
