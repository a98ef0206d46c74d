// What: which reward is on the table, whether it counts in the run; new, rename, delete.
import { useState } from 'react';
import { Button, Form, Input, Label, Switch, TextField } from 'react-aria-components';
import { useLocked } from '../../store/access.ts';
import {
  allNames,
  deleteReward,
  newReward,
  pickReward,
  renameReward,
  useRewardEditor,
} from '../../store/editor/rewardEditor.ts';
import { isInRun, joinRun, leaveRun } from '../../store/editor/rewardsInRun.ts';
import { isShipped } from '../../store/editor/rewardText.ts';
import { useOwnRewards } from '../../store/engine/ownRewards.ts';
import { useStore } from '../../store/store.ts';
import { EDITOR } from '../texts/editor.ts';

export function RewardPick() {
  const name = useRewardEditor((state) => state.name);
  const own = useOwnRewards((state) => state.ownRewards);
  const inRun = useStore((state) => isInRun(name, state.config));
  const locked = useLocked('editor');
  const [asking, ask] = useState<'new' | 'rename' | null>(null);
  const edited = own.map((reward) => reward.name);
  const shipped = isShipped(name);
  const names = allNames(own);
  const mark = (each: string) =>
    !isShipped(each) ? ` (${EDITOR.own})` : edited.includes(each) ? ` (${EDITOR.changed})` : '';
  const usable = shipped || edited.includes(name);
  return (
    <>
      <div className="row">
        <label className="row">
          {EDITOR.which}
          <select value={name} onChange={(event) => pickReward(event.target.value)}>
            {[...(names.includes(name) ? [] : [name]), ...names].map((each) => (
              <option key={each} value={each}>
                {each + mark(each)}
              </option>
            ))}
          </select>
        </label>
        <Switch
          isSelected={inRun}
          isDisabled={locked || !usable}
          onChange={(on) => void (on ? joinRun(name) : leaveRun(name))}
        >
          <span className="track" />
          {EDITOR.inRun}
        </Switch>
        <span className="spring" />
        <Button isDisabled={locked} onPress={() => ask('new')}>
          {EDITOR.fresh}
        </Button>
        <Button isDisabled={locked} onPress={() => ask('rename')}>
          {shipped ? EDITOR.copy : EDITOR.rename}
        </Button>
        {!shipped && (
          <Button isDisabled={locked} onPress={() => void deleteReward()}>
            {EDITOR.delete}
          </Button>
        )}
      </div>
      {asking && (
        <Form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            const wanted = String(new FormData(event.currentTarget).get('name')).trim();
            if (asking === 'new') newReward(wanted);
            else void renameReward(wanted);
            ask(null);
          }}
        >
          <TextField name="name" autoFocus className="row" defaultValue={asking === 'new' ? 'myReward' : `${name}2`}>
            <Label>{EDITOR.name}</Label>
            <Input />
          </TextField>
          <Button type="submit">{asking === 'new' ? EDITOR.create : EDITOR.rename}</Button>
        </Form>
      )}
    </>
  );
}
