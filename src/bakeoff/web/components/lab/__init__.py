"""The network lab's picture: diagram, output, curve, transport and painting in one component.

State and mathematics are JavaScript modules without the DOM (`wire`, `geometry`, `colours`, `features`, `layers`,
`points`, `interpolate`, `pixels`, `ground`, `markers`, `curve`, `outbox`, `lookout`, `keyboard`, `words`), and so is
the picture that is saved (`svg…`); the others draw. They are served as they are (`bakeoff.web.components.modules`), and
run under Node in the tests.
"""
