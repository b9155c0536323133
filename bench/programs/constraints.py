# An incremental solver of one-way constraints, in the spirit of DeltaBlue:
# variables, constraints with strengths, plans, re-planning after changes.
# Exercises class hierarchies, polymorphic calls, sets and lists.

N = 28
EXPECTED = 6473264

REQUIRED, STRONG, NORMAL, WEAK, WEAKEST = range(5)


class Variable:
    def __init__(self, value):
        self.value = value
        self.uses = []
        self.source = None
        self.strength = WEAKEST
        self.mark = 0


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.active = False

    def inputs(self):
        return ()

    def output(self):
        raise NotImplementedError

    def choose(self, mark):
        raise NotImplementedError

    def execute(self):
        pass

    def weakest_input(self):
        weakest = self.strength
        for variable in self.inputs():
            if variable.strength > weakest:
                weakest = variable.strength
        return weakest


class Stay(Constraint):
    def __init__(self, variable, strength):
        super().__init__(strength)
        self.variable = variable

    def output(self):
        return self.variable

    def choose(self, mark):
        variable = self.variable
        return variable.mark != mark and self.strength < variable.strength


class Edit(Stay):
    def __init__(self, variable, strength):
        super().__init__(variable, strength)
        self.wanted = variable.value

    def execute(self):
        self.variable.value = self.wanted


class Equal(Constraint):
    def __init__(self, left, right, strength):
        super().__init__(strength)
        self.left = left
        self.right = right
        self.forward = True

    def inputs(self):
        return (self.left,) if self.forward else (self.right,)

    def output(self):
        return self.right if self.forward else self.left

    def choose(self, mark):
        left, right = self.left, self.right
        if left.mark == mark:
            self.forward = True
            return right.mark != mark and self.strength < right.strength
        if right.mark == mark:
            self.forward = False
            return self.strength < left.strength
        self.forward = left.strength <= right.strength
        return self.strength < self.output().strength

    def execute(self):
        if self.forward:
            self.right.value = self.left.value
        else:
            self.left.value = self.right.value


class Linear(Equal):
    """right == left * scale + offset"""

    def __init__(self, left, right, scale, offset, strength):
        super().__init__(left, right, strength)
        self.scale = scale
        self.offset = offset

    def execute(self):
        if self.forward:
            self.right.value = self.left.value * self.scale + self.offset
        else:
            self.left.value = (self.right.value - self.offset) // self.scale


class Solver:
    def __init__(self):
        self.mark = 0

    def add(self, constraint):
        for variable in constraint.inputs():
            variable.uses.append(constraint)
        constraint.output().uses.append(constraint)
        self.mark += 1
        loser = self.satisfy(constraint)
        while loser is not None:
            loser = self.satisfy(loser)

    def satisfy(self, constraint):
        if not constraint.choose(self.mark):
            constraint.active = False
            if constraint.strength == REQUIRED:
                raise ValueError("cannot satisfy a required constraint")
            return None
        constraint.active = True
        for variable in constraint.inputs():
            variable.mark = self.mark
        target = constraint.output()
        loser = target.source
        if loser is not None:
            loser.active = False
        target.source = constraint
        target.mark = self.mark
        self.propagate(constraint)
        return loser

    def propagate(self, first):
        work = [first]
        while work:
            constraint = work.pop()
            target = constraint.output()
            target.strength = constraint.weakest_input()
            constraint.execute()
            for user in target.uses:
                if user.active and user is not constraint and user.output() is not target:
                    work.append(user)

    def remove(self, constraint):
        target = constraint.output()
        for variable in constraint.inputs():
            variable.uses.remove(constraint)
        target.uses.remove(constraint)
        if not constraint.active:
            return
        constraint.active = False
        target.source = None
        target.strength = WEAKEST
        self.mark += 1
        waiting = [user for user in target.uses if not user.active]
        waiting.sort(key=lambda each: each.strength)
        for user in waiting:
            self.satisfy(user)

    def plan_from(self, first):
        plan = []
        work = [first]
        while work:
            constraint = work.pop()
            plan.append(constraint)
            target = constraint.output()
            for user in target.uses:
                if user.active and user.output() is not target:
                    work.append(user)
        return plan


def edit(solver, variable, values):
    constraint = Edit(variable, STRONG)
    solver.add(constraint)
    plan = solver.plan_from(constraint)
    for value in values:
        constraint.wanted = value
        for step in plan:
            step.execute()
    solver.remove(constraint)


def run_chain(length):
    solver = Solver()
    variables = [Variable(i) for i in range(length + 1)]
    for left, right in zip(variables, variables[1:]):
        solver.add(Equal(left, right, REQUIRED))
    solver.add(Stay(variables[-1], NORMAL))
    edit(solver, variables[0], range(40))
    return variables[-1].value + len(variables)


def run_projection(count):
    solver = Solver()
    pairs = []
    for i in range(count):
        source = Variable(i)
        target = Variable(i)
        solver.add(Stay(source, NORMAL))
        solver.add(Linear(source, target, 10, 1000, REQUIRED))
        pairs.append((source, target))
    total = 0
    for source, target in pairs:
        edit(solver, source, range(5))
        total += target.value
        edit(solver, target, range(1000, 1100, 20))
        total += source.value
    return total


def run(n):
    total = 0
    for round in range(n):
        total += run_chain(200) * 31 + run_projection(200 + round)
    return total
