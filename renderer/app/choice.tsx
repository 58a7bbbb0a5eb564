import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

/** One of a few, all in sight. */
export function Choice<T extends string>({ label, value, options, onChange }: { label: string; value: T; options: readonly (readonly [T, string])[]; onChange: (value: T) => void }) {
  return (
    <div className="choice">
      <span className="choice-label" aria-hidden="true">
        {label}
      </span>
      <ToggleButtonGroup
        aria-label={label}
        className="choice-group"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => {
          const chosen = options.find(([key]) => keys.has(key));
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([key, text]) => (
          <ToggleButton key={key} id={key} className="choice-option">
            {text}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
