package limit

import "math"

// network is the part of a problem that is a flow: obligations are arcs from payer to payee, and what is left of one
// moves debt along it, off the payer and onto the payee. Where each party has at most one cap of this kind, on its net
// debit, the least that must be left when obligations may be left in part is the cheapest flow that carries each
// excess to where there is room, at a cost of one unit of value for each arc: a lower bound on what a choice leaves.
type network struct {
	excess []int64 // of each party, if all is settled: above zero what must be moved off, below zero room
	arcs   []arc
	out    [][]int32 // of each party

	owed    [][]size // the obligations of each arc and its twin
	perUnit int64    // what one unit of an arc is worth, times 2^scaleBits
}

// arc carries up to room more; its twin, at index ^1, takes back.
type arc struct {
	to   int32
	room int64
	cost int64 // 2^hopBits x the cost, and one for the hop: among ways that cost the same, the one with fewest arcs
}

const (
	freeRoom = math.MaxInt64 / 4
	hopBits  = 24
)

func (n *network) connect(from, to int32, amount int64) {
	n.out[from] = append(n.out[from], int32(len(n.arcs)))
	n.out[to] = append(n.out[to], int32(len(n.arcs)+1))
	n.arcs = append(n.arcs, arc{to, amount, 1<<hopBits + 1}, arc{from, 0, -1<<hopBits + 1})
}

// solve sends the flow, by the shortest ways first, and returns for each party the price of moving one unit off it:
// the cost of the shortest way to room that is left, or more than any for parties from which there is none.
func (n *network) solve() (costs []int64) {
	for {
		price := n.prices()
		sent := false
		next := make([]int32, len(n.out))
		for p := range n.excess {
			for n.excess[p] > 0 && price[p] < n.far() {
				moved := n.push(int32(p), n.excess[p], price, next)
				if moved == 0 {
					break
				}
				n.excess[p] -= moved
				sent = true
			}
		}
		if !sent {
			for p := range price {
				price[p] >>= hopBits
			}
			return price
		}
	}
}

func (n *network) far() int64 { return (int64(len(n.out)) + 1) << hopBits }

// prices finds the shortest ways to parties with room, against the arcs. Taking back makes a way shorter, and
// shortest ways leave no circle of negative length, so passing on improvements comes to an end.
func (n *network) prices() []int64 {
	price, waits := make([]int64, len(n.out)), make([]bool, len(n.out))
	var line []int32
	for p := range price {
		price[p] = n.far()
		if n.excess[p] < 0 {
			price[p], waits[p] = 0, true
			line = append(line, int32(p))
		}
	}
	for len(line) > 0 {
		p := line[0]
		line, waits[p] = line[1:], false
		for _, a := range n.out[p] {
			back := n.arcs[a^1] // from its other end to p
			q := n.arcs[a].to
			if length := price[p] + back.cost; back.room > 0 && length < price[q] && length > 0 {
				price[q] = length
				if !waits[q] {
					waits[q] = true
					line = append(line, q)
				}
			}
		}
	}
	return price
}

// push sends up to amount from p along arcs that lie on shortest ways, and returns what arrived. next is the arc to try
// first at each party: what led nowhere is not tried twice.
func (n *network) push(p int32, amount int64, price []int64, next []int32) int64 {
	if n.excess[p] < 0 {
		moved := min(amount, -n.excess[p])
		n.excess[p] += moved
		return moved
	}
	for ; int(next[p]) < len(n.out[p]); next[p]++ {
		a := n.out[p][next[p]]
		along := &n.arcs[a]
		if along.room == 0 || price[p] != price[along.to]+along.cost {
			continue
		}
		if moved := n.push(along.to, min(amount, along.room), price, next); moved > 0 {
			n.arcs[a].room -= moved
			n.arcs[a^1].room += moved
			return moved
		}
	}
	return 0
}
