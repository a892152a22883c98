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
        <StatusCard />
        <PermissionsCard />
        <RequestsCard />
        <ControlsCard />
        <ComponentsCard />
        <RecoveryCard />
        <TransitionsCard />
        <ClientsCard />
        <SinksCard />
      </div>
    </>
  );
}
