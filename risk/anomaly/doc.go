// Package anomaly finds payments that a person should look at before they leave: of an amount far from the payee's
// own history, into an account that was never paid, too many or too much in a window, round, like an earlier one,
// or made out of hours. Each rule that speaks adds its points and says why; from a sum on, the payment is held.
//
// It promises the same answer for the same history, in whole numbers: no rule learns, nothing is estimated by a
// fraction. It refuses to call unusual what has too short a history to know.
package anomaly
