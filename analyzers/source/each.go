package source

import (
	"sync"
	"sync/atomic"
)

// Each calls do with every number below n, several at once, and returns when
// all calls have. It hands out numbers in their order.
func Each(n, jobs int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, max(1, jobs)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}
