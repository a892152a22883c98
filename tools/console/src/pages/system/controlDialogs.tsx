import { useState } from 'react';
import {
  useEmergencyReset,
  useEmergencyStop,
  useGuardianLock,
  useGuardianUnlock,
  useStartRecovery,
} from '../../hooks/system';
import { CommandDialog } from '../../ui/CommandDialog';

interface Props {
  readonly onClose: () => void;
}

export function StopDialog({ onClose }: Props) {
  return (
    <CommandDialog
      title="Emergency stop"
      what="Every working order is cancelled, every position closed at the market, every waiting request rejected. Trading halts until a reset."
      act="Stop everything"
      tone="danger"
      word="STOP"
      command={useEmergencyStop()}
      variables={(reason) => reason}
      onClose={onClose}
    />
  );
}

export function ResetDialog({ onClose }: Props) {
  const [accept, setAccept] = useState(false);
  return (
    <CommandDialog
      title="Reset the emergency"
      what="The emergency ends and a recovery follows. New trades are allowed again as they were before."
      act="Reset"
      tone="danger"
      word="RESET"
      command={useEmergencyReset()}
      variables={(reason) => ({ reason, ...(accept ? { accept_open_positions: true } : {}) })}
      onClose={onClose}
    >
      <label className="check">
        <input type="checkbox" checked={accept} onChange={(event) => setAccept(event.target.checked)} />
        Accept positions that are still open
      </label>
    </CommandDialog>
  );
}

export function RecoveryDialog({ onClose }: Props) {
  const [adopt, setAdopt] = useState(false);
  return (
    <CommandDialog
      title="Start a recovery"
      what="Halts end, and the engine goes through the four stages. Trading opens when all have passed."
      act="Start recovery"
      word="RECOVER"
      reason="none"
      command={useStartRecovery()}
      variables={() => (adopt ? { adopt_positions: true } : {})}
      onClose={onClose}
    >
      <label className="check">
        <input type="checkbox" checked={adopt} onChange={(event) => setAdopt(event.target.checked)} />
        Take the positions that the broker reports for the book
      </label>
    </CommandDialog>
  );
}

export function LockDialog({ onClose }: Props) {
  return (
    <CommandDialog
      title="Lock the guardian"
      what="Every waiting request is rejected and no new risk is taken until it is unlocked."
      act="Lock"
      tone="danger"
      command={useGuardianLock()}
      variables={(reason) => reason}
      onClose={onClose}
    />
  );
}

export function UnlockDialog({ onClose }: Props) {
  return (
    <CommandDialog
      title="Unlock the guardian"
      what="New risk and new requests are allowed again."
      act="Unlock"
      command={useGuardianUnlock()}
      variables={(reason) => reason}
      onClose={onClose}
    />
  );
}

export const CONTROL_DIALOGS = {
  stop: StopDialog,
  reset: ResetDialog,
  recovery: RecoveryDialog,
  lock: LockDialog,
  unlock: UnlockDialog,
} as const;

export type ControlName = keyof typeof CONTROL_DIALOGS;
