import { ClientsCard } from './ClientsCard';
import { ComponentsCard } from './ComponentsCard';
import { ControlsCard } from './ControlsCard';
import { PermissionsCard } from './PermissionsCard';
import { RecoveryCard } from './RecoveryCard';
import { RequestsCard } from './RequestsCard';
import { SinksCard } from './SinksCard';
import { StatusCard } from './StatusCard';
import { TransitionsCard } from './TransitionsCard';

export function SystemPage() {
  return (
    <>
      <h1 className="hidden">System</h1>
      <div className="grid">
        <RequestsCard />
        <div className="column">
          <StatusCard />
          <PermissionsCard />
          <ComponentsCard />
          <ClientsCard />
        </div>
        <div className="column">
          <ControlsCard />
          <RecoveryCard />
          <TransitionsCard />
          <SinksCard />
        </div>
      </div>
    </>
  );
}
