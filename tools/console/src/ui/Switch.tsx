interface Props {
  readonly label: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onToggle: () => void;
}

/** A switch that says in words what holds; its change is asked first, so that it never moves by itself. */
export function Switch({ label, on, disabled = false, onToggle }: Props) {
  return (
    <button type="button" role="switch" aria-checked={on} className="switch" disabled={disabled} onClick={onToggle}>
      <span className="track" aria-hidden="true">
        <span className="knob" />
      </span>
      <span>{label}</span>
    </button>
  );
}
