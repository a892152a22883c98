import { createContext, useContext, type ReactNode } from 'react';
import type { RoleValue } from '../api/types';

/** What a person can be kept from: commands that tighten, and all the others. */
export type Act = 'tighten' | 'command';

const MAY: Readonly<Record<RoleValue, readonly Act[]>> = {
  operator: ['tighten', 'command'],
  tightener: ['tighten'],
  viewer: [],
  strategy: [],
  monitor: [],
};

const RoleContext = createContext<RoleValue>('viewer');

export function RoleProvider({ role, children }: { role: RoleValue; children: ReactNode }) {
  return <RoleContext value={role}>{children}</RoleContext>;
}

export const useRole = () => useContext(RoleContext);

/** Whether this session may do such a thing. The server decides; this only spares a person the refusal. */
export function useMay(act: Act): boolean {
  return MAY[useContext(RoleContext)]?.includes(act) ?? false;
}

interface ButtonProps {
  readonly act?: Act;
  readonly className?: string;
  readonly onClick: () => void;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A button that opens a command; off, with the reason, for a session that may not give it. */
export function ActButton({ act = 'command', className, onClick, label, children }: ButtonProps) {
  const may = useMay(act);
  const role = useRole();
  return (
    <button
      type="button"
      className={className}
      onClick={onClick}
      disabled={!may}
      aria-label={label}
      title={may ? undefined : `Not for the role ${role}`}
    >
      {children}
    </button>
  );
}
